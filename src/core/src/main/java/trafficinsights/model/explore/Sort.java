package trafficinsights.model.explore;

/// An order of rows. Nulls come last; equal values stay in the order of the data.
public record Sort(String column, boolean isDescending) {}

package trafficinsights.model.explore;

/// Is told how far something long is, several times a second.
@FunctionalInterface
public interface ExploreWatch {
    /// Looks away.
    ExploreWatch NONE = (what, doneShare) -> {};

    /// @param what is done, for people: `reading web.csv`
    /// @param doneShare 0 to 1; negative when it is not known
    void at(String what, double doneShare);
}

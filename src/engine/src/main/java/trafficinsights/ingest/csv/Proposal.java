package trafficinsights.ingest.csv;

import trafficinsights.model.CsvRole;

/// What one column could be.
///
/// @param column from 0
/// @param form of the role; empty for roles without
/// @param confidence 0 to 1
/// @param reason in words
record Proposal(int column, CsvRole role, String form, double confidence, String reason) {
    /// As likely as it must not be used without asking.
    static final double DOUBTFUL = 0.3;

    Proposal doubted(String why) {
        return new Proposal(column, role, form, Math.min(confidence, DOUBTFUL), why);
    }
}

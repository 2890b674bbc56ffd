package trafficinsights.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column of a CSV file as it was found: what it holds, and what it is proposed for.
///
/// @param place from 1
/// @param name in the header; empty without one
/// @param type of its values, in a word or two
/// @param evidence for the type, in words
/// @param samples first different values, as they are in the file
/// @param role proposed; null when none is
/// @param form of the role; empty for roles without
/// @param confidence of the proposal, 0 to 1
/// @param reason for the proposal, or why there is none
public record CsvColumn(
        int place,
        String name,
        String type,
        String evidence,
        List<String> samples,
        @Nullable CsvRole role,
        String form,
        double confidence,
        String reason) {

    /// From here on a proposal is used without asking.
    public static final double SURE = 0.7;

    public CsvColumn {
        samples = List.copyOf(samples);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is " + confidence + ", 0 to 1");
        }
    }

    /// `column 4 (latency_ms)`
    public String title() {
        return title(place, name);
    }

    /// What a person is told of a column.
    ///
    /// @param place from 1
    /// @param name in the header; empty or its place without one
    public static String title(int place, String name) {
        return name.isEmpty() || name.equals(Integer.toString(place))
                ? "column %d".formatted(place)
                : "column %d (%s)".formatted(place, name);
    }

    public CsvColumn withProposal(
            @Nullable CsvRole newRole, String newForm, double newConfidence, String newReason) {
        return new CsvColumn(
                place, name, type, evidence, samples, newRole, newForm, newConfidence, newReason);
    }
}

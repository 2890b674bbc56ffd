package trafficinsights.model;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which column of a CSV file is what of a request; what a mapping file holds.
///
/// @param columns those that are used; a role at most once
/// @param zone of times that carry no offset of their own; null leaves it to whoever reads
/// @param only which rows are requests; null where all are
public record CsvMapping(
        CsvDialect dialect, List<Assignment> columns, @Nullable ZoneId zone, @Nullable Only only) {
    /// Rows that are requests: those whose column has one of the values.
    ///
    /// @param column its name in the header, or its place from 1
    public record Only(String column, List<String> values) {
        public Only {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("no value of " + column + " is a request");
            }
        }
    }

    /// All rows are requests.
    public CsvMapping(CsvDialect dialect, List<Assignment> columns, @Nullable ZoneId zone) {
        this(dialect, columns, zone, null);
    }

    /// Stands between the columns of a sum.
    public static final String PLUS = " + ";

    /// With times in the zone of whoever reads.
    public CsvMapping(CsvDialect dialect, List<Assignment> columns) {
        this(dialect, columns, null);
    }

    public CsvMapping with(CsvDialect newDialect) {
        return new CsvMapping(newDialect, columns, zone, only);
    }

    /// @param column its name in the header, or its place from 1; of a latency that is the sum of
    ///   several columns, these with ` + ` between them
    /// @param form of [CsvRole#forms()]; empty for roles without
    public record Assignment(CsvRole role, String column, String form) {
        public Assignment {
            boolean isFormKnown =
                    role.forms().isEmpty() ? form.isEmpty() : role.forms().contains(form);
            if (!isFormKnown) {
                throw new IllegalArgumentException(
                        "%s of %s is `%s`, must be one of %s"
                                .formatted(role.formKey(), role.label(), form, role.forms()));
            }
        }

        /// The columns: one, or the parts of a sum.
        public List<String> parts() {
            return role == CsvRole.LATENCY && column.contains(PLUS)
                    ? List.of(column.split(Pattern.quote(PLUS)))
                    : List.of(column);
        }
    }

    public CsvMapping {
        columns = List.copyOf(columns);
        Set<CsvRole> roles = new HashSet<>();
        for (Assignment assignment : columns) {
            if (!roles.add(assignment.role())) {
                throw new IllegalArgumentException(
                        "role %s is assigned twice".formatted(assignment.role().label()));
            }
        }
        boolean hasTwo = roles.contains(CsvRole.DATE) && roles.contains(CsvRole.TIME_OF_DAY);
        if (!roles.contains(CsvRole.TIME) && !hasTwo) {
            throw new IllegalArgumentException("no column has the time");
        }
    }

    public Optional<Assignment> of(CsvRole role) {
        return columns.stream().filter(assignment -> assignment.role() == role).findFirst();
    }

    /// What a reader of the figures must know of columns that are not there, in words.
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (of(CsvRole.STATUS).isEmpty()) {
            gaps.add("no column is the status: no error rate and no availability are known");
        }
        if (of(CsvRole.LATENCY).isEmpty()) {
            gaps.add("no column has the latency, so latencies are unknown");
        }
        return gaps;
    }
}

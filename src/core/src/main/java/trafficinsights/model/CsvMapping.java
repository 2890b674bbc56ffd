package trafficinsights.model;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which column of a CSV file is what of a request; what a mapping file holds.
///
/// @param columns those that are used; a role at most once
/// @param zone of times that carry no offset of their own; null leaves it to whoever reads
public record CsvMapping(CsvDialect dialect, List<Assignment> columns, @Nullable ZoneId zone) {
    /// With times in the zone of whoever reads.
    public CsvMapping(CsvDialect dialect, List<Assignment> columns) {
        this(dialect, columns, null);
    }

    public CsvMapping with(CsvDialect newDialect) {
        return new CsvMapping(newDialect, columns, zone);
    }

    /// @param column its name in the header, or its place from 1
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
            gaps.add(
                    "no column has the status: every request counts as an error without"
                            + " an answer");
        }
        if (of(CsvRole.LATENCY).isEmpty()) {
            gaps.add("no column has the latency, so latencies are unknown");
        }
        return gaps;
    }
}

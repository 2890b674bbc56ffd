package trafficinsights.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads times such as `2026-03-02T08:10Z` and `2026-03-02 08:10:30`; UTC without an offset.
final class TimeConverter implements ITypeConverter<Long> {
    /// @return µs since 1970
    @Override
    public Long convert(String text) {
        try {
            String iso = text.strip().replace(' ', 'T');
            Instant instant =
                    iso.endsWith("Z")
                            ? LocalDateTime.parse(iso.substring(0, iso.length() - 1))
                                    .toInstant(ZoneOffset.UTC)
                            : iso.matches(".*[+-]\\d\\d:\\d\\d")
                                    ? java.time.OffsetDateTime.parse(iso).toInstant()
                                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "`" + text + "` is not a valid time such as 2026-03-02T08:10:00Z");
        }
    }
}

package trafficinsights.store.explore;

import java.io.IOException;
import java.nio.file.Path;
import trafficinsights.model.CsvDialect.Encoding;

/// Copies files as UTF-8, which is all that the database reads.
public interface Utf8Copies {
    /// For files of which all is known to be UTF-8.
    Utf8Copies NONE =
            (file, encoding, target) -> {
                throw new IOException(file + " is not UTF-8");
            };

    /// @param encoding of the file; single lines may be in another
    void write(Path file, Encoding encoding, Path target) throws IOException;
}

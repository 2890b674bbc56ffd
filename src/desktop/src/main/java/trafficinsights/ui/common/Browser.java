package trafficinsights.ui.common;

import java.io.IOException;
import java.net.URI;

/// Opens pages, files and folders in the program that the system has for them. It may take its
/// time: never on the FX thread.
@FunctionalInterface
public interface Browser {
    /// @throws IOException where nothing on this machine opens it; the message says why, in words
    void open(URI place) throws IOException;
}

package trafficinsights.ui.common;

import java.util.Map;

/// A view model whose filters and selections are kept between starts, and in workspace files. Texts
/// by name; a name that is not known, or a text that is nothing, is passed over. FX thread.
public interface Remembers {
    /// Adds what is to be kept; nothing secret, and no content of files.
    void remember(Map<String, String> into);

    /// Takes what was kept.
    void recall(Map<String, String> from);
}

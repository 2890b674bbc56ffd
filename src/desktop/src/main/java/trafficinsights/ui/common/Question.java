package trafficinsights.ui.common;

import org.jspecify.annotations.Nullable;

/// A decision that a person has to take before something happens that cannot be undone.
///
/// @param text names what will happen
/// @param yes what the button says that lets it happen
/// @param no what the other button says
/// @param save what a third button says, which keeps what would be lost; null for none
/// @param destroys whether something is lost with `yes`, which Enter then never says
public record Question(
        String title,
        String header,
        String text,
        String yes,
        String no,
        @Nullable String save,
        boolean destroys) {
    /// With `yes`, something is lost.
    public Question(String title, String header, String text, String yes, String no) {
        this(title, header, text, yes, no, null, true);
    }
}

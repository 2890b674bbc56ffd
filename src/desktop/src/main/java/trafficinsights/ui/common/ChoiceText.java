package trafficinsights.ui.common;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// How the entries of a list to choose from are written; nothing for none.
///
/// @param <T> what is chosen
public final class ChoiceText<T> extends StringConverter<T> {
    private final Function<T, String> words;

    public ChoiceText(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? "" : words.apply(value);
    }

    /// Only lists that can be typed into ask for this.
    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("the choice cannot be typed");
    }
}

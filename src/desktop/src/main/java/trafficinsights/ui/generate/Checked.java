package trafficinsights.ui.generate;

/// What became of a field's text.
sealed interface Checked<T> {
    record Valid<T>(T value) implements Checked<T> {}

    /// @param message under the field: what is wrong, and what would be right
    record Invalid<T>(String message) implements Checked<T> {}

    /// The message, or nothing.
    default String message() {
        return switch (this) {
            case Valid<T> valid -> "";
            case Invalid<T> invalid -> invalid.message();
        };
    }

    default boolean isValid() {
        return this instanceof Valid<T>;
    }
}

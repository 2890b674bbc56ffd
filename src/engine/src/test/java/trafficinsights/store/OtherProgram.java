package trafficinsights.store;

import java.io.IOException;
import java.nio.file.Path;

/// A second program that holds a store open until its standard input ends.
final class OtherProgram {
    private OtherProgram() {}

    /// @param arguments the store
    public static void main(String[] arguments) throws IOException {
        try (LocalStore store = LocalStore.open(Path.of(arguments[0]))) {
            System.out.println("open " + store.file());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}

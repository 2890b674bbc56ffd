package trafficinsights.run.home;

import java.util.Optional;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.system.Secrets;

/// Secrets in the system's keystore, for the window and the command line.
///
/// Threads: any but the one of the window; a keystore may ask its user to unlock it.
public final class Keystore {
    private static final int LONGEST_NAME = 64;

    private Keystore() {}

    /// Puts a secret into the keystore; gives its name.
    public static Outcome<String> keep(String name, Secret secret) {
        return outcome(name, secrets -> secrets.keep(name, secret));
    }

    /// Takes a secret out of it; gives its name.
    public static Outcome<String> forget(String name) {
        return outcome(name, secrets -> secrets.forget(name));
    }

    /// What the password of a profile's user is called: `warehouse.HOST_INSTANCE.USER`.
    public static String nameOf(WarehouseProfile profile) {
        String name =
                "warehouse.%s.%s"
                        .formatted(profile.server(), profile.user())
                        .replaceAll("[^A-Za-z0-9_.-]", "_");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /// The password that is kept for a profile's user; empty when there is none, or no keystore.
    public static Optional<Secret> passwordOf(WarehouseProfile profile) {
        return find(nameOf(profile));
    }

    /// A secret that is kept; empty when there is none of this name, or no keystore.
    public static Optional<Secret> find(String name) {
        try {
            return Secrets.ofSystem().inKeystore(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private interface Act {
        void on(Secrets secrets) throws InterruptedException;
    }

    private static Outcome<String> outcome(String name, Act act) {
        try {
            act.on(Secrets.ofSystem());
            return Outcome.ok(name);
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.rejected(Problem.of("secret.cancelled", "Cancelled."));
        }
    }
}

package trafficinsights.ui.warehouse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorWatch;
import trafficinsights.model.warehouse.MigrationResult;
import trafficinsights.model.warehouse.QualityRow;
import trafficinsights.model.warehouse.RetentionResult;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.home.Keystore;
import trafficinsights.run.push.PushSummary;
import trafficinsights.run.push.WarehouseProfiles;
import trafficinsights.run.push.Warehouses;

/// What the panel asks of a warehouse. Every method waits, so none is called on the FX thread; an
/// interrupt cancels.
public interface WarehouseAccess {
    Outcome<DoctorReport> doctor(WarehouseProfile profile, Secret secret, DoctorWatch watch);

    Outcome<WarehouseStatus> status(WarehouseProfile profile, Secret secret);

    Outcome<MigrationResult> migrate(WarehouseProfile profile, Secret secret);

    Outcome<PushSummary> push(
            WarehouseProfile profile, Secret secret, Path store, Warehouses.Watch watch);

    Outcome<PushSummary> sendOutbox(WarehouseProfile profile, Secret secret);

    Outcome<RetentionResult> retain(WarehouseProfile profile, Secret secret, Instant cutoff);

    /// As JSON, the newest first.
    Outcome<List<String>> reports(WarehouseProfile profile, Secret secret, int limit);

    Outcome<List<QualityRow>> quality(WarehouseProfile profile, Secret secret, int limit);

    /// The password that the system's keystore has for a profile's user.
    Optional<Secret> keptPassword(WarehouseProfile profile);

    /// The password to sign in with: the one that was typed, else the one that is kept.
    default Outcome<Secret> password(WarehouseProfile profile, Secret typed) {
        if (typed.isGiven() || !profile.signIn().needsPassword()) {
            return Outcome.ok(typed);
        }
        return keptPassword(profile)
                .map(Outcome::ok)
                .orElseGet(() ->
                        Outcome.rejected(
                                Problem.of(
                                        "warehouse.password",
                                        ("The password of %s is missing. Type it"
                                                        + " below the profiles. It stays in memory"
                                                        + " unless you save it.")
                                                .formatted(profile.user()))));
    }

    /// Puts a password into the system's keystore; gives the name that it has there.
    Outcome<String> keepPassword(WarehouseProfile profile, Secret secret);

    /// The user's profiles; quick enough for the FX thread.
    WarehouseProfiles profiles();

    /// The real one.
    static WarehouseAccess of(WarehouseProfiles profiles) {
        return new WarehouseAccess() {
            @Override
            public Outcome<DoctorReport> doctor(
                    WarehouseProfile profile, Secret secret, DoctorWatch watch) {
                return Warehouses.doctor(profile, secret, watch);
            }

            @Override
            public Optional<Secret> keptPassword(WarehouseProfile profile) {
                return Keystore.passwordOf(profile);
            }

            @Override
            public Outcome<String> keepPassword(WarehouseProfile profile, Secret secret) {
                return Keystore.keep(Keystore.nameOf(profile), secret);
            }

            @Override
            public Outcome<WarehouseStatus> status(WarehouseProfile profile, Secret secret) {
                return Warehouses.status(profile, secret);
            }

            @Override
            public Outcome<MigrationResult> migrate(WarehouseProfile profile, Secret secret) {
                return Warehouses.migrate(profile, secret);
            }

            @Override
            public Outcome<PushSummary> push(
                    WarehouseProfile profile, Secret secret, Path store, Warehouses.Watch watch) {
                return Warehouses.push(profile, secret, store, watch);
            }

            @Override
            public Outcome<PushSummary> sendOutbox(WarehouseProfile profile, Secret secret) {
                return Warehouses.sendOutbox(profile, secret);
            }

            @Override
            public Outcome<RetentionResult> retain(
                    WarehouseProfile profile, Secret secret, Instant cutoff) {
                return Warehouses.retain(profile, secret, cutoff);
            }

            @Override
            public Outcome<List<String>> reports(
                    WarehouseProfile profile, Secret secret, int limit) {
                return Warehouses.reports(profile, secret, limit);
            }

            @Override
            public Outcome<List<QualityRow>> quality(
                    WarehouseProfile profile, Secret secret, int limit) {
                return Warehouses.quality(profile, secret, limit);
            }

            @Override
            public WarehouseProfiles profiles() {
                return profiles;
            }
        };
    }
}

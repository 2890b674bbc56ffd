package trafficinsights.ui.warehouse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import trafficinsights.model.Outcome;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorWatch;
import trafficinsights.model.warehouse.MigrationResult;
import trafficinsights.model.warehouse.QualityRow;
import trafficinsights.model.warehouse.RetentionResult;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.pipeline.PushSummary;
import trafficinsights.pipeline.WarehouseProfiles;
import trafficinsights.pipeline.Warehouses;

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

package trafficinsights.ui.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.NumberText;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.push.Warehouses;
import trafficinsights.ui.common.Question;

/// What is asked before something cannot be undone; each names what will happen.
final class WarehouseQuestions {
    private WarehouseQuestions() {}

    static Question delete(String profileName) {
        return new Question(
                "Delete profile",
                "Delete the profile “%s”?".formatted(profileName),
                "It is removed from the file that the command line reads too."
                        + " Nothing changes on the server.",
                "Delete profile",
                "Keep profile");
    }

    static Question migrate(WarehouseProfile profile, WarehouseStatus known) {
        boolean isNew = known.schemaVersion() == 0;
        List<String> lines = new ArrayList<>(Warehouses.schemaSteps(known.schemaVersion()));
        lines.add(
                isNew
                        ? "All tables are in the schema ti. Other tables in the"
                                + " database are not changed."
                        : "The data is kept. The upgrade cannot be undone.");
        return new Question(
                isNew ? "Create tables" : "Upgrade tables",
                "%s the tables of “%s” on %s?"
                        .formatted(
                                isNew ? "Create" : "Upgrade", profile.database(), profile.server()),
                String.join("\n\n", lines),
                isNew ? "Create tables" : "Upgrade tables",
                "Cancel",
                null,
                false);
    }

    static Question retain(WarehouseProfile profile, int days, Instant cutoff) {
        return new Question(
                "Delete old rows",
                "Delete rows older than %d days?".formatted(days),
                ("Requests, server metrics, KPI windows, anomalies and incidents"
                                + " from before %s will be deleted from “%s” on %s, in steps of some"
                                + " thousand rows. Reports and the ledger are kept. This cannot be"
                                + " undone.")
                        .formatted(
                                NumberText.dateTime(cutoff.getEpochSecond() * 1_000_000),
                                profile.database(),
                                profile.server()),
                "Delete rows",
                "Keep rows");
    }
}

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
                "Delete a profile",
                "Delete the profile “%s”?".formatted(profileName),
                "It goes out of the file that the command line reads too. Nothing on the server changes.",
                "Delete it",
                "Keep it");
    }

    static Question migrate(WarehouseProfile profile, WarehouseStatus known) {
        boolean isNew = known.schemaVersion() == 0;
        List<String> lines = new ArrayList<>(Warehouses.schemaSteps(known.schemaVersion()));
        lines.add(
                isNew
                        ? "Everything is in the schema ti; other tables of the database are not touched."
                        : "What is in the tables stays. The older version cannot be restored.");
        return new Question(
                isNew ? "Make the tables" : "Upgrade the tables",
                "%s the tables of “%s” on %s?"
                        .formatted(
                                isNew ? "Make" : "Upgrade", profile.database(), profile.server()),
                String.join("\n\n", lines),
                isNew ? "Make them" : "Upgrade them",
                "Leave them",
                null,
                false);
    }

    static Question retain(WarehouseProfile profile, int days, Instant cutoff) {
        return new Question(
                "Take old rows away",
                "Take away what is older than %d days?".formatted(days),
                "Requests, server metrics, KPI windows, anomalies and incidents from before %s are deleted from “%s” on %s, some thousand rows at a time. Reports and the ledger stay. There is no way back."
                        .formatted(
                                NumberText.dateTime(cutoff.getEpochSecond() * 1_000_000),
                                profile.database(),
                                profile.server()),
                "Take them away",
                "Keep them");
    }
}

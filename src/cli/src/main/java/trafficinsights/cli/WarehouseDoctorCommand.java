package trafficinsights.cli;

import picocli.CommandLine.Command;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.DoctorWatch;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.push.DoctorText;
import trafficinsights.run.push.Warehouses;

/// Says why a warehouse cannot be reached.
@Command(
        name = "doctor",
        description = "Checks the connection to the warehouse step by step.",
        footer = {"", "Exit code 1 if a step fails."},
        mixinStandardHelpOptions = true)
final class WarehouseDoctorCommand extends WarehouseCommand.Action {
    @Override
    int act(WarehouseProfile profile, Secret secret) {
        return switch (Warehouses.doctor(profile, secret, DoctorWatch.NONE)) {
            case Outcome.Ok<DoctorReport>(DoctorReport report) -> {
                show(report);
                yield report.isHealthy() ? RunConsole.OK : RunConsole.FAILED;
            }
            case Outcome.Rejected<DoctorReport>(Problem problem) -> console().failed(problem);
        };
    }

    private void show(DoctorReport report) {
        if (options.isJson()) {
            println(json(report));
        } else if (!options.isQuiet()) {
            DoctorText.lines(report).forEach(line -> println(TextCells.visible(line)));
        }
    }

    private static String json(DoctorReport report) {
        return JsonText.object(json -> {
            json.writeStringProperty("server", report.server());
            json.writeBooleanProperty("healthy", report.isHealthy());
            json.writeNumberProperty("millis", report.millis());
            json.writeArrayPropertyStart("steps");
            for (DoctorStep step : report.steps()) {
                json.writeStartObject();
                json.writeStringProperty("name", step.name());
                json.writeStringProperty("title", step.title());
                json.writeStringProperty("verdict", step.verdict().label());
                json.writeStringProperty("evidence", step.evidence());
                json.writeStringProperty("cause", step.cause());
                json.writeStringProperty("mend", step.mend());
                json.writeStringProperty("forDba", step.forDba());
                json.writeStringProperty("code", step.code());
                json.writeNumberProperty("millis", step.millis());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}

package trafficinsights.model.warehouse;

import java.util.List;
import java.util.Optional;

/// What the doctor found, in the order of its steps.
public record DoctorReport(String server, List<DoctorStep> steps, long millis) {
    public DoctorReport {
        steps = List.copyOf(steps);
    }

    public Optional<DoctorStep> firstFailure() {
        return steps.stream().filter(s -> s.verdict() == DoctorStep.Verdict.FAILED).findFirst();
    }

    public boolean isHealthy() {
        return firstFailure().isEmpty();
    }
}

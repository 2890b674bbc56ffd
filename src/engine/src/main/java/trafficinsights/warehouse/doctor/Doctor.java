package trafficinsights.warehouse.doctor;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.DoctorStep.Verdict;
import trafficinsights.model.warehouse.DoctorWatch;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;

/// Examines the way to a warehouse step by step, from the name to a round trip. Each step has a
/// time limit of its own; the first one that fails ends the way, and the rest is not asked.
///
/// When nothing answers the end comes within 10 seconds. Threads: one examination, one thread.
public final class Doctor {
    /// How long each kind of step may take, and where the Browser service is.
    ///
    /// @param browserPort 1434 but in tests
    record Limits(
            int nameMillis, int browserMillis, int tcpMillis, int tlsMillis, int browserPort) {
        static final Limits USUAL = new Limits(2_000, 1_000, 3_000, 2_500, SqlBrowser.USUAL_PORT);
    }

    /// In the order of the way.
    enum Step {
        NAME("name", "Name of the server"),
        BROWSER("browser", "Port of the instance"),
        TCP("tcp", "Connection"),
        TLS("tls", "Encryption and certificate"),
        DRIVER("driver", "Driver"),
        SIGN_IN("sign-in", "Sign-in"),
        DATABASE("database", "Database"),
        RIGHTS("rights", "Rights"),
        SCHEMA("schema", "Tables"),
        SIZE("size", "Edition and size"),
        CLOCK("clock", "Clock"),
        ROUND_TRIP("round-trip", "Round trip");

        private final String label;
        private final String title;

        Step(String label, String title) {
            this.label = label;
            this.title = title;
        }

        /// Whether no further step can be asked without it.
        boolean isOnTheWay() {
            return compareTo(RIGHTS) < 0;
        }

        DoctorStep passed(String evidence) {
            return new DoctorStep(label, title, Verdict.PASSED, evidence, "", "", "", "", 0);
        }

        DoctorStep skipped(String why) {
            return new DoctorStep(label, title, Verdict.SKIPPED, why, "", "", "", "", 0);
        }

        DoctorStep warned(String code, String evidence, String cause, String mend, String forDba) {
            return finding(Verdict.WARNED, code, evidence, cause, mend, forDba);
        }

        DoctorStep failed(String code, String evidence, String cause, String mend, String forDba) {
            return finding(Verdict.FAILED, code, evidence, cause, mend, forDba);
        }

        private DoctorStep finding(
                Verdict verdict,
                String code,
                String evidence,
                String cause,
                String mend,
                String forDba) {
            return new DoctorStep(
                    label, title, verdict, evidence, cause, mend, forDba, label + "." + code, 0);
        }
    }

    private interface Examination {
        DoctorStep examine() throws InterruptedException;
    }

    private final List<DoctorStep> steps = new ArrayList<>();

    private final DoctorWatch watch;

    private Doctor(DoctorWatch watch) {
        this.watch = watch;
    }

    /// @param watch told each step as it begins and ends
    public static DoctorReport examine(WarehouseProfile profile, Secret secret, DoctorWatch watch)
            throws InterruptedException {
        return examine(profile, secret, Limits.USUAL, InetAddress::getAllByName, watch);
    }

    static DoctorReport examine(WarehouseProfile profile, Secret secret, Limits limits)
            throws InterruptedException {
        return examine(profile, secret, limits, InetAddress::getAllByName, DoctorWatch.NONE);
    }

    static DoctorReport examine(
            WarehouseProfile profile, Secret secret, Limits limits, NetworkSteps.Lookup lookup)
            throws InterruptedException {
        return examine(profile, secret, limits, lookup, DoctorWatch.NONE);
    }

    private static DoctorReport examine(
            WarehouseProfile profile,
            Secret secret,
            Limits limits,
            NetworkSteps.Lookup lookup,
            DoctorWatch watch)
            throws InterruptedException {
        long start = System.nanoTime();
        Doctor doctor = new Doctor(watch);
        doctor.walk(profile, secret, limits, lookup);
        return new DoctorReport(
                profile.server(), doctor.steps, (System.nanoTime() - start) / 1_000_000);
    }

    private void walk(
            WarehouseProfile profile, Secret secret, Limits limits, NetworkSteps.Lookup lookup)
            throws InterruptedException {
        try (NetworkSteps network = new NetworkSteps(profile, limits, lookup);
                SqlSteps sql = new SqlSteps(profile, secret, network)) {
            List<Examination> way =
                    List.of(
                            network::name,
                            network::browser,
                            network::tcp,
                            network::tls,
                            sql::driver,
                            sql::signIn,
                            sql::database,
                            sql::rights,
                            sql::schema,
                            sql::size,
                            sql::clock,
                            sql::roundTrip);
            boolean isBroken = false;
            int i = 0;
            for (Step asked : Step.values()) {
                Examination examination = way.get(i++);
                if (isBroken) {
                    tell(asked.skipped("skipped: an earlier step failed"));
                    continue;
                }
                watch.asking(steps.size(), way.size(), asked.title);
                long start = System.nanoTime();
                DoctorStep step = examination.examine();
                tell(step.withMillis((System.nanoTime() - start) / 1_000_000));
                // What lies behind the rights can be reported even where one is missing.
                isBroken = step.verdict() == Verdict.FAILED && asked.isOnTheWay();
            }
        }
    }

    private void tell(DoctorStep step) {
        steps.add(step);
        watch.done(step);
    }

    /// The first failure's code, for tests.
    static Optional<String> code(DoctorReport report) {
        return report.firstFailure().map(DoctorStep::code);
    }
}

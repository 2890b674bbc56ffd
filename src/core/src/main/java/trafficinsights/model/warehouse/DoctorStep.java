package trafficinsights.model.warehouse;

import java.util.Locale;

/// One step of the doctor.
///
/// @param name short and stable (`browser`)
/// @param title for people
/// @param evidence what was asked and what came back
/// @param cause in words for an analyst; empty when all is well
/// @param mend what to do
/// @param forDba one line for whoever runs the server; may be empty
/// @param code short and stable name of what is wrong (`browser.silent`); empty when all is well
public record DoctorStep(
        String name,
        String title,
        Verdict verdict,
        String evidence,
        String cause,
        String mend,
        String forDba,
        String code,
        long millis) {

    public enum Verdict {
        PASSED,
        WARNED,
        FAILED,
        /// Not asked: it does not apply, or an earlier step failed.
        SKIPPED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DoctorStep withMillis(long newMillis) {
        return new DoctorStep(name, title, verdict, evidence, cause, mend, forDba, code, newMillis);
    }

    public DoctorStep withEvidence(String newEvidence) {
        return new DoctorStep(name, title, verdict, newEvidence, cause, mend, forDba, code, millis);
    }
}

package trafficinsights.warehouse.doctor;

import java.time.Duration;
import java.time.Instant;
import trafficinsights.model.NumberText;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.warehouse.doctor.Doctor.Step;

/// What is to be said of a server's certificate: time, name, issuer, in this order.
final class CertificateStep {
    private static final int WARN_DAYS = 30;

    private CertificateStep() {}

    static DoctorStep of(TlsLook look, WarehouseProfile profile) {
        String evidence =
                "%s; for %s; by %s; until %s"
                        .formatted(
                                look.protocol(),
                                String.join(", ", look.names()),
                                look.issuer(),
                                look.notAfter());
        if (profile.trustsAnyCertificate() && profile.encryption() != Encryption.STRICT) {
            return Step.TLS.warned(
                    "unchecked",
                    evidence,
                    "The certificate is not checked, so another machine could"
                            + " impersonate the server.",
                    "Remove --trust-certificate once the certificate is valid.",
                    "");
        }
        Instant now = Instant.now();
        if (now.isAfter(look.notAfter()) || now.isBefore(look.notBefore())) {
            return expired(look, evidence, now);
        }
        String name =
                profile.certificateName().isEmpty() ? profile.host() : profile.certificateName();
        if (!look.standsFor(name)) {
            return Step.TLS.failed(
                    "name",
                    evidence,
                    "The certificate is not for the name %s.".formatted(name),
                    "Use the server name in the certificate, or add --certificate-name %s."
                            .formatted(look.names().isEmpty() ? "NAME" : look.names().getFirst()),
                    "Certificate with subject alternative name " + name);
        }
        if (!look.distrust().isEmpty()) {
            return untrusted(look, evidence);
        }
        long days = Duration.between(now, look.notAfter()).toDays();
        return days >= WARN_DAYS
                ? Step.TLS.passed(evidence)
                : Step.TLS.warned(
                        "expires",
                        evidence,
                        "The certificate expires in %s.".formatted(NumberText.counted(days, "day")),
                        "Inform the DBA.",
                        "Renew the certificate");
    }

    private static DoctorStep expired(TlsLook look, String evidence, Instant now) {
        boolean isOver = now.isAfter(look.notAfter());
        return Step.TLS.failed(
                "expired",
                evidence,
                isOver
                        ? "The certificate has expired."
                        : "The certificate is not valid yet, or this machine's clock is wrong.",
                isOver ? "Ask the DBA to renew it." : "Check this machine's clock.",
                "Renew the certificate and restart the instance");
    }

    private static DoctorStep untrusted(TlsLook look, String evidence) {
        return Step.TLS.failed(
                "untrusted",
                evidence,
                look.isSelfSigned()
                        ? "The server has a self-signed certificate, which SQL"
                                + " Server generates if no other is installed."
                        : "The issuer of the certificate is not known on this machine.",
                "Ask the DBA to install a certificate of your company, or add its"
                        + " issuer to this machine. For a test, use --trust-certificate.",
                "Certificate from the company's CA, private key readable by the service account");
    }
}

package trafficinsights.warehouse.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.warehouse.WarehousePool;
import trafficinsights.warehouse.doctor.Doctor.Step;

/// Whether the driver and what a way to sign in needs beside it are there, in the right versions.
final class DriverStep {
    private DriverStep() {}

    static DoctorStep of(SignIn signIn) {
        String version =
                com.microsoft.sqlserver.jdbc.SQLServerDriver.class
                        .getPackage()
                        .getImplementationVersion();
        String driver = "Microsoft JDBC driver " + (version == null ? "" : version);
        return switch (signIn) {
            case SQL, NTLM -> Step.DRIVER.passed(driver + "; no other file is needed");
            case ENTRA -> entra(driver);
            case WINDOWS -> windows(driver, version == null ? "" : version);
        };
    }

    private static DoctorStep entra(String driver) {
        try {
            Class.forName("com.microsoft.aad.msal4j.PublicClientApplication");
            return Step.DRIVER.passed(driver + "; Entra library found");
        } catch (ClassNotFoundException e) {
            return Step.DRIVER.failed(
                    "no-entra",
                    driver + "; Entra library (msal4j) not found",
                    "This installation does not support Entra sign-in.",
                    "Copy msal4j and azure-identity into its lib folder, or use --auth sql.",
                    "");
        }
    }

    /// The library of Windows sign-in has the driver's version and the processor in its name.
    private static DoctorStep windows(String driver, String version) {
        if (!WarehousePool.isWindows()) {
            boolean hasTicket =
                    System.getenv("KRB5CCNAME") != null || Files.exists(Path.of("/etc/krb5.conf"));
            return hasTicket
                    ? Step.DRIVER.passed(driver + "; Kerberos with the system's ticket")
                    : Step.DRIVER.failed(
                            "no-kerberos",
                            driver + "; this is not Windows, and Kerberos is not set up",
                            "Windows sign-in needs Windows, or a Kerberos ticket.",
                            "Use --auth ntlm --user DOMAIN\\\\NAME, or --auth sql --user U.",
                            "");
        }
        String processor = System.getProperty("os.arch", "").contains("64") ? "x64" : "x86";
        String wanted = "mssql-jdbc_auth-%s.%s.dll".formatted(version, processor);
        for (String folder :
                System.getProperty("java.library.path", "").split(java.io.File.pathSeparator)) {
            if (!folder.isBlank() && Files.exists(Path.of(folder, wanted))) {
                return Step.DRIVER.passed(driver + "; " + wanted + " found");
            }
        }
        return Step.DRIVER.failed(
                "no-library",
                driver + "; " + wanted + " is not on java.library.path",
                "Windows sign-in needs the library for this driver version and processor.",
                "Copy %s next to the program, or use --auth ntlm --user DOMAIN\\NAME."
                        .formatted(wanted),
                "");
    }
}

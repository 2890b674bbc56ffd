package trafficinsights.warehouse;

import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/// Microsoft's own server in a container while the integration tests run, for those who have
/// Docker: `./mvnw -Pdocker-sqlserver verify`. Whoever runs it accepts the image's licence.
///
/// With a server named by the environment ([TestServer#URL]) that one is taken, and none is
/// started.
public final class DockerSqlServer implements LauncherSessionListener {
    /// Set by the profile for the integration tests alone.
    private static final String TAG = "docker.sqlserver.tag";

    private @Nullable MSSQLServerContainer server;

    @Override
    @SuppressWarnings("resource") // closed with the session
    public void launcherSessionOpened(LauncherSession session) {
        String tag = System.getProperty(TAG);
        if (tag == null || System.getenv(TestServer.URL) != null) {
            return;
        }
        MSSQLServerContainer started =
                new MSSQLServerContainer(MSSQLServerContainer.IMAGE + ":" + tag).acceptLicense();
        started.start();
        server = started;
        System.setProperty(
                TestServer.URL,
                "jdbc:sqlserver://%s:%d;trustServerCertificate=true"
                        .formatted(
                                started.getHost(),
                                started.getMappedPort(MSSQLServerContainer.MS_SQL_SERVER_PORT)));
        System.setProperty(TestServer.USER, started.getUsername());
        System.setProperty(TestServer.PASSWORD, started.getPassword());
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        MSSQLServerContainer started = server;
        if (started != null) {
            started.stop();
        }
    }
}

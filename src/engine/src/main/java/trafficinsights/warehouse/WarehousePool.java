package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;

/// Makes connections out of a profile.
public final class WarehousePool {
    static final String APPLICATION = "Traffic Insights Workbench";
    private static final int CONNECT_SECONDS = 8;

    /// A statement that says nothing for so long is given up: a dropped line looks just like that.
    private static final int SILENCE_MILLIS = 300_000;

    private WarehousePool() {}

    public static SQLServerDataSource source(WarehouseProfile profile, Secret secret) {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName(profile.host());
        if (!profile.instance().isEmpty()) {
            source.setInstanceName(profile.instance());
        }
        if (profile.port() > 0) {
            source.setPortNumber(profile.port());
        }
        source.setDatabaseName(profile.database());
        source.setApplicationName(APPLICATION);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SILENCE_MILLIS);
        // The retrying is done here, by number and with a count.
        source.setConnectRetryCount(0);
        source.setSendTemporalDataTypesAsStringForBulkCopy(false);
        source.setApplicationIntent(profile.isReadOnly() ? "ReadOnly" : "ReadWrite");
        encrypt(source, profile);
        signIn(source, profile, secret);
        return source;
    }

    private static void encrypt(SQLServerDataSource source, WarehouseProfile profile) {
        source.setEncrypt(
                switch (profile.encryption()) {
                    case ON -> "true";
                    case STRICT -> "strict";
                    case OFF -> "false";
                });
        // With TDS 8 the driver checks in any case.
        if (profile.encryption() != Encryption.STRICT) {
            source.setTrustServerCertificate(profile.trustsAnyCertificate());
        }
        if (!profile.certificateName().isEmpty()) {
            source.setHostNameInCertificate(profile.certificateName());
        }
        if (isWindows()) {
            source.setTrustStoreType("Windows-ROOT");
        }
    }

    private static void signIn(
            SQLServerDataSource source, WarehouseProfile profile, Secret secret) {
        switch (profile.signIn()) {
            case WINDOWS -> {
                source.setIntegratedSecurity(true);
                source.setAuthenticationScheme(
                        isWindows() ? "NativeAuthentication" : "JavaKerberos");
            }
            case SQL -> {
                source.setUser(profile.user());
                source.setPassword(secret.reveal());
            }
            case NTLM -> {
                source.setIntegratedSecurity(true);
                source.setAuthenticationScheme("NTLM");
                int slash = profile.user().indexOf('\\');
                if (slash > 0) {
                    source.setDomain(profile.user().substring(0, slash));
                }
                source.setUser(profile.user().substring(slash + 1));
                source.setPassword(secret.reveal());
            }
            case ENTRA -> {
                boolean hasUser = !profile.user().isEmpty() && secret.isGiven();
                source.setAuthentication(
                        hasUser ? "ActiveDirectoryPassword" : "ActiveDirectoryDefault");
                if (hasUser) {
                    source.setUser(profile.user());
                    source.setPassword(secret.reveal());
                }
            }
        }
    }

    public static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
    }

    /// @param size connections at most: one for each stream, and one for questions
    static HikariDataSource pool(WarehouseProfile profile, Secret secret, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("warehouse");
        config.setDataSource(source(profile, secret));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout((CONNECT_SECONDS + 2) * 1_000L);
        config.setValidationTimeout(5_000);
        // The first connection is made when it is asked for, so that its error can be reported.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}

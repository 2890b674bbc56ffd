package trafficinsights.serve.http;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import trafficinsights.system.ServerKeys;

/// The server's certificate, for Jetty: looked at before it is used, so that what is wrong with it
/// is said when the server starts and not by each browser.
final class Certificate {
    private Certificate() {}

    /// @throws trafficinsights.model.ProblemException when the keystore cannot be read, or its
    ///   certificate is not valid now
    static SslContextFactory.Server factory(ServeSettings.Tls tls) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(ServerKeys.read(tls.keystore(), tls.password()));
        factory.setKeyManagerPassword(tls.password().reveal());
        factory.setKeyStorePassword(tls.password().reveal());
        return factory;
    }
}

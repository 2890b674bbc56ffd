package trafficinsights.ingest.directive;

/// Servers whose log format is a directive of their configuration.
public enum Product {
    NGINX("nginx", "log_format"),
    APACHE("apache", "LogFormat"),
    HAPROXY("haproxy", "log-format"),
    ENVOY("envoy", "text_format"),
    CADDY("caddy", "format transform"),
    /// IIS and others that write the W3C extended log.
    W3C("iis", "#Fields:");

    private final String label;
    private final String keyword;

    Product(String label, String keyword) {
        this.label = label;
        this.keyword = keyword;
    }

    public String label() {
        return label;
    }

    /// What the directive is called in the product's configuration.
    public String keyword() {
        return keyword;
    }
}

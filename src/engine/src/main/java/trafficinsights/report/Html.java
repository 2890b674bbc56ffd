package trafficinsights.report;

import trafficinsights.report.chart.SvgText;

/// Builds a page. Whatever comes from data goes through [#text] or an attribute's value and is
/// escaped; only literals go through [#raw]. The result is well-formed XML as well.
final class Html {
    private final StringBuilder page = new StringBuilder(1 << 17);

    /// Source that this program wrote itself.
    Html raw(String source) {
        page.append(source);
        return this;
    }

    Html text(String words) {
        page.append(SvgText.escape(words));
        return this;
    }

    /// A whole element around text.
    Html element(String name, String words) {
        return raw("<" + name + ">").text(words).raw("</" + name + ">");
    }

    /// A whole element with a class, a literal.
    Html element(String name, String cssClass, String words) {
        return raw("<" + name + " class=\"" + cssClass + "\">").text(words).raw("</" + name + ">");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}

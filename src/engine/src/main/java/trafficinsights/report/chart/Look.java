package trafficinsights.report.chart;

/// Where a drawing goes to: what its colours and faces are called there.
public enum Look {
    /// A picture on white, in the bundled face.
    PICTURE,
    /// Part of a page, whose style sheet defines the colours and the face.
    PAGE;

    String color(Ink ink) {
        return this == PICTURE ? ink.light() : "var(" + ink.variable() + ")";
    }

    /// The attributes of text. A page inherits its own face.
    String face(boolean isMedium) {
        if (this == PAGE) {
            return isMedium ? " font-weight=\"600\"" : "";
        }
        return " font-family=\"" + (isMedium ? "Roboto Medium" : "Roboto") + "\"";
    }
}

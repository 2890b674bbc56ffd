package trafficinsights.ui.live;

import java.util.concurrent.Executor;
import trafficinsights.ui.common.CurrentRun;

/// The Live panel's view model at work without its nodes, for [trafficinsights.ui.Soak]. FX thread,
/// but for [#pictureMillis].
public final class SoakedLive {
    private final LivePanelViewModel model;

    public SoakedLive(CurrentRun current, Executor fx) {
        model = new LivePanelViewModel(current, fx);
        model.chooseLower(LowerView.START.withKind(LowerView.Kind.LANES));
        model.setActive(true);
    }

    public double pictureMillis() {
        return model.pictureMillis();
    }

    public void close() {
        model.close();
    }
}

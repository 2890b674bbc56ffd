package trafficinsights.run.explore;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.run.home.UserFolder;
import trafficinsights.run.spec.RunSource;

/// What is to be explored.
///
/// @param input the files; format, zone and regions hold when they are logs. A named format makes
///   them logs whatever they are called
/// @param writes whether SQL may change the data; for stores only
/// @param scratch folder whose disk takes the temporary files
public record ExploreSpec(RunSource.Logs input, boolean writes, Path scratch) {

    /// For reading only, with the temporary files in the user's cache folder.
    public static ExploreSpec of(List<Path> files) {
        return new ExploreSpec(new RunSource.Logs(files, LogFormat.AUTO), false, defaultScratch());
    }

    /// Where temporary files go when nothing else is asked for.
    public static Path defaultScratch() {
        return UserFolder.cache().resolve("explore");
    }
}

package trafficinsights.model.shift;

/// One thing that changed between two spans, in words.
///
/// @param figure that moved, of all requests or of the keys that moved; its key names them: `eu-2`,
///   `eu-1, eu-2 and 3 more`, or the pattern of new ones, `/wp-login*.php`
/// @param explanation which keys explain a change of all requests; empty where none do
/// @param sentence the whole of it
public record Change(ComparedFigure figure, String explanation, String sentence) {}

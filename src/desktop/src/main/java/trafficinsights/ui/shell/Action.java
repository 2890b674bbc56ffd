package trafficinsights.ui.shell;

/// Something that the window can do, from anywhere: for keys, the palette and the sheet of keys.
///
/// @param id short and stable
/// @param title for people
/// @param keys as people write them (`Ctrl+Shift+S`); empty for none
/// @param icon literal of Ikonli
record Action(String id, String title, String keys, String icon, Runnable command) {}

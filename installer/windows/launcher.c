/* Starts Traffic Insights Workbench on Windows: finds the Java runtime beside itself and passes its arguments on.
 *
 * Built twice: with -mwindows for the window ("Traffic Insights.exe", javaw.exe), without it for the command line
 * ("workbench.exe", java.exe). Both wait for the program and end with its exit code; when the launcher is ended,
 * so is the program. MAIN_JAR and MAIN_CLASS come from the build.
 *
 * Exit codes of its own: 70 no runtime, 71 the program could not be started. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define PATH_CHARS 32768
#define LINE_CHARS 32768 /* the longest command line that Windows takes */
#define NO_RUNTIME 70
#define NOT_STARTED 71

#ifdef WINDOWED
#define JAVA L"javaw.exe"
#define CACHE L"window.aot"
#else
#define JAVA L"java.exe"
#define CACHE L"workbench.aot"
#endif

static const wchar_t *const FLAGS =
    L"--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseParallelGC";

/* Says a failure: in a box for the window, on the console for the command line. Tests set TI_LAUNCHER_QUIET. */
static void say(const wchar_t *text) {
#ifdef WINDOWED
    if (GetEnvironmentVariableW(L"TI_LAUNCHER_QUIET", NULL, 0) == 0) {
        MessageBoxW(NULL, text, L"Traffic Insights Workbench", MB_OK | MB_ICONERROR);
        return;
    }
#endif
    char bytes[8192];
    int count = WideCharToMultiByte(GetConsoleOutputCP() ? GetConsoleOutputCP() : CP_UTF8, 0, text, -1, bytes,
                                    sizeof bytes, NULL, NULL);
    DWORD written;
    if (count > 1) {
        HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
        WriteFile(error, "workbench: ", 11, &written, NULL);
        WriteFile(error, bytes, (DWORD)(count - 1), &written, NULL);
        WriteFile(error, "\r\n", 2, &written, NULL);
    }
}

static BOOL is_file(const wchar_t *path) {
    DWORD attributes = GetFileAttributesW(path);
    return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

/* The folder this program stands in, without a backslash at its end. */
static BOOL find_home(wchar_t *home) {
    DWORD length = GetModuleFileNameW(NULL, home, PATH_CHARS);
    if (length == 0 || length >= PATH_CHARS) {
        return FALSE;
    }
    wchar_t *last = wcsrchr(home, L'\\');
    if (last == NULL) {
        return FALSE;
    }
    *last = 0;
    /* Java reads its arguments in the code page of the system: a folder that has no name there is named by its
     * short name. */
    BOOL lost = FALSE;
    UINT page = GetACP();
    if (page != CP_UTF8) {
        WideCharToMultiByte(page, WC_NO_BEST_FIT_CHARS, home, -1, NULL, 0, NULL, &lost);
    }
    if (lost) {
        static wchar_t brief[PATH_CHARS];
        DWORD brief_length = GetShortPathNameW(home, brief, PATH_CHARS);
        if (brief_length > 0 && brief_length < PATH_CHARS) {
            wcscpy(home, brief);
        }
    }
    return TRUE;
}

/* The runtime beside the program, or the one that TI_JAVA_HOME names. */
static BOOL find_java(const wchar_t *home, wchar_t *java) {
    _snwprintf(java, PATH_CHARS, L"%ls\\runtime\\bin\\%ls", home, JAVA);
    if (is_file(java)) {
        return TRUE;
    }
    static wchar_t named[PATH_CHARS];
    DWORD length = GetEnvironmentVariableW(L"TI_JAVA_HOME", named, PATH_CHARS);
    if (length > 0 && length < PATH_CHARS) {
        _snwprintf(java, PATH_CHARS, L"%ls\\bin\\%ls", named, JAVA);
        return is_file(java);
    }
    return FALSE;
}

/* What follows the program's name, as it was typed: quoting is for Java to read. */
static const wchar_t *arguments_as_typed(void) {
    const wchar_t *line = GetCommandLineW();
    BOOL quoted = FALSE;
    while (*line && (quoted || (*line != L' ' && *line != L'\t'))) {
        if (*line == L'"') {
            quoted = !quoted;
        }
        line++;
    }
    while (*line == L' ' || *line == L'\t') {
        line++;
    }
    return line;
}

#define QUIET L"-Xlog:aot=off -Xlog:cds=off -Xlog:class+path=off"

#ifdef WINDOWED
/* Where this start records a cache, if it does; each process for itself. */
static void name_recorded(wchar_t *recorded, const wchar_t *home) {
    _snwprintf(recorded, PATH_CHARS, L"%ls\\lib\\%ls.%lu", home, CACHE, GetCurrentProcessId());
}

/* A cache that was recorded whole becomes the one that starts use; another start may have been quicker. */
static void keep_recorded(const wchar_t *home, DWORD code) {
    static wchar_t recorded[PATH_CHARS], cache[PATH_CHARS];
    name_recorded(recorded, home);
    _snwprintf(cache, PATH_CHARS, L"%ls\\lib\\%ls", home, CACHE);
    if (is_file(recorded) && (code != 0 || !MoveFileExW(recorded, cache, 0))) {
        DeleteFileW(recorded);
    }
}
#endif

static BOOL write_line(wchar_t *line, const wchar_t *home, const wchar_t *java) {
    static wchar_t options[LINE_CHARS], cache[PATH_CHARS], cache_flags[PATH_CHARS + 128];
    DWORD length = GetEnvironmentVariableW(L"JAVA_OPTS", options, LINE_CHARS);
    if (length == 0 || length >= LINE_CHARS) {
        options[0] = 0;
    }
    _snwprintf(cache, PATH_CHARS, L"%ls\\lib\\%ls", home, CACHE);
    cache_flags[0] = 0;
    if (is_file(cache)) {
        _snwprintf(cache_flags, PATH_CHARS + 128, L"-XX:AOTCache=\"%ls\" " QUIET, cache);
    }
#ifdef WINDOWED
    /* The build cannot make it for Windows: the window's first use here does, when it is closed. */
    else {
        name_recorded(cache, home);
        _snwprintf(cache_flags, PATH_CHARS + 128, L"-XX:AOTCacheOutput=\"%ls\" " QUIET, cache);
    }
#endif
    /* The libraries of DuckDB, zstd, JavaFX and the driver's authentication stand in bin. */
    int written = _snwprintf(line, LINE_CHARS,
                             L"\"%ls\" %ls \"-Djava.library.path=%ls\\bin\" %ls %ls -cp \"%ls\\lib\\%ls\" %ls %ls", java,
                             FLAGS, home, cache_flags, options, home, MAIN_JAR, MAIN_CLASS, arguments_as_typed());
    return written > 0 && written < LINE_CHARS;
}

/* Ctrl+C goes to Java as well, which ends by itself; the launcher waits for its exit code. */
static BOOL WINAPI leave_to_java(DWORD event) {
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

static BOOL start(const wchar_t *java, wchar_t *line, PROCESS_INFORMATION *process) {
    STARTUPINFOW startup = {.cb = sizeof startup};
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    startup.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    HANDLE job = CreateJobObjectW(NULL, NULL);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    if (!CreateProcessW(java, line, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &startup, process)) {
        return FALSE;
    }
    AssignProcessToJobObject(job, process->hProcess);
    ResumeThread(process->hThread);
    return TRUE;
}

static int run(void) {
    static wchar_t home[PATH_CHARS], java[PATH_CHARS], line[LINE_CHARS], text[PATH_CHARS + 256];
    if (!find_home(home)) {
        say(L"The folder of this program cannot be read. Move the program to another folder.");
        return NOT_STARTED;
    }
    if (!find_java(home, java)) {
        _snwprintf(text, PATH_CHARS + 256,
                   L"The Java runtime is missing: there is no %ls\\runtime\\bin\\%ls. Install Traffic Insights "
                   L"Workbench again, or set TI_JAVA_HOME to a Java 25 runtime.",
                   home, JAVA);
        say(text);
        return NO_RUNTIME;
    }
    if (!write_line(line, home, java)) {
        say(L"The command line is too long for Windows. Give fewer files, or a folder.");
        return NOT_STARTED;
    }
    SetConsoleCtrlHandler(leave_to_java, TRUE);
    PROCESS_INFORMATION process;
    if (!start(java, line, &process)) {
        _snwprintf(text, PATH_CHARS + 256, L"Java cannot be started (Windows error %lu): %ls", GetLastError(), java);
        say(text);
        return NOT_STARTED;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    DWORD code = NOT_STARTED;
    GetExitCodeProcess(process.hProcess, &code);
#ifdef WINDOWED
    keep_recorded(home, code);
    if (code != 0) {
        _snwprintf(text, PATH_CHARS + 256,
                   L"The program ended with code %lu. To see why, start \"%ls\\workbench.exe\" in a command prompt.", code,
                   home);
        say(text);
    }
#endif
    return (int)code;
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR line, int show) {
    (void)instance, (void)previous, (void)line, (void)show;
    return run();
}
#else
int wmain(void) {
    return run();
}
#endif

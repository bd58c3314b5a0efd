using System.Runtime.InteropServices;

namespace Moderation.Classifier.Learning;

/// <summary>Work that gives way to everything else on the machine.</summary>
internal static partial class LowPriority
{
    private const int OfThread = 0;
    private const int Lowest = 19;

    /// <summary>
    /// Runs it on a thread of its own. .NET's priorities mean nothing on Linux, where each thread has a niceness; a system that
    /// does not let it be lowered runs it all the same.
    /// </summary>
    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(
            () =>
            {
                Thread.CurrentThread.Priority = ThreadPriority.Lowest;
                if (OperatingSystem.IsLinux())
                    _ = SetPriority(OfThread, 0, Lowest);
                return work();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    /// <summary>Of the calling thread, when <paramref name="who"/> is 0.</summary>
    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}

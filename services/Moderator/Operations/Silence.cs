using System.Text.Json;
using Polly;

namespace Moderation.Moderator.Operations;

internal static class Silence
{
    /// <summary>Whether another service could not be asked, took too long, or said what it never says.</summary>
    /// <param name="exception">What came of asking.</param>
    /// <param name="asker">That whoever asked has left is no silence.</param>
    public static bool IsSilence(this Exception exception, CancellationToken asker) =>
        exception is HttpRequestException or ExecutionRejectedException or JsonException
        || (exception is TaskCanceledException && !asker.IsCancellationRequested);
}

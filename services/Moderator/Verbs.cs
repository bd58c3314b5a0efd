using System.CommandLine;
using Moderation.Moderator.Log;
using Moderation.Moderator.People;

namespace Moderation.Moderator;

/// <summary>What the executable does instead of serving. Settings start with a dash, verbs do not.</summary>
internal static class Verbs
{
    public static bool Has(string[] args) => args is [var first, ..] && !first.StartsWith('-');

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(WebApplication app, string[] args)
    {
        var root = new RootCommand("Moderator: the review queue. Without a verb it serves.")
        {
            AddModerator.For(app),
            ResetPassword.For(app),
            VerifyLog.For(app),
        };
        return root.Parse(args).InvokeAsync();
    }
}

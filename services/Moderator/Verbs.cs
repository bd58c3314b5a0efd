using System.CommandLine;
using Moderation.Moderator.Log;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

/// <summary>What the executable does instead of serving, on the database that the service is configured with.</summary>
internal static class Verbs
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("moderator");
        builder.AddDatabase<ModeratorStore>();
        builder.AddPeople();
        builder.AddLog();
        await using var app = builder.Build();
        return await new RootCommand("Moderator: the review queue. Without a verb it serves.")
        {
            AddModerator.For(app),
            ResetPassword.For(app),
            VerifyLog.For(app),
        }
            .Parse(args)
            .InvokeAsync();
    }
}

using Moderation.Moderator.Log;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

/// <summary>What the executable does instead of serving, on the database that the service is configured with.</summary>
internal static class Verbs
{
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args) =>
        CommandLine.RunAsync(
            args,
            "Moderator: the review queue.",
            AddModerator.For(Open),
            ResetPassword.For(Open),
            ResetSecondFactor.For(Open),
            VerifyLog.For(Open)
        );

    private static WebApplication Open()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("moderator");
        builder.AddDatabase<ModeratorStore>();
        builder.AddPeople();
        builder.AddLog();
        return builder.Build();
    }
}

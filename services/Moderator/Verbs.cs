using Moderation.Moderator.Log;
using Moderation.Moderator.People;
using Moderation.Moderator.Reconciliation;
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
            VerifyLog.For(Open),
            Reconcile.For(OpenToCompare)
        );

    private static WebApplication Open() => Opening().Build();

    private static WebApplication OpenToCompare()
    {
        var builder = Opening();
        builder.AddOutboxTable();
        builder.AddComments().AddOperations().AddWebhooks().AddComparison();
        return builder.Build();
    }

    private static WebApplicationBuilder Opening()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("moderator");
        builder.AddDatabase<ModeratorStore>();
        builder.AddPeople();
        builder.AddLog();
        return builder;
    }
}

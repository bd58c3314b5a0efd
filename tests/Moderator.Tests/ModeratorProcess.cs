using System.Diagnostics;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Tests;

/// <summary>The service as a process of its own, on the parts of the tests.</summary>
internal static class ModeratorProcess
{
    public static Process Start(ModeratorFixture moderator, string environment, string url, params string[] args) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(RecordSubmissionConsumer).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["ASPNETCORE_URLS"] = url,
                ["ConnectionStrings__Database"] = moderator.Database.ConnectionString,
                ["ConnectionStrings__RabbitMq"] = moderator.Broker.Uri.ToString(),
                ["Policy__ScoringTimeout"] = ModeratorFixture.ScoringTimeout.ToString(),
                ["Decisions__Grace"] = ModeratorFixture.Grace.ToString(),
            },
        })!;
}

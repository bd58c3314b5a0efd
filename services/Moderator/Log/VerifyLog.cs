using System.CommandLine;
using System.Globalization;

namespace Moderation.Moderator.Log;

/// <summary>
/// The verb <c>verify-log</c>: whether the log of decisions, accounts and operations is as it was written (I5).
/// </summary>
internal static class VerifyLog
{
    private const int BarWidth = 40;

    public static Command For(Func<WebApplication> open)
    {
        var noted = new Option<string?>("--noted")
        {
            Description = "A seal that an earlier run printed, as POSITION:HASH; the chain must hold it still.",
        };
        noted.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Seal.Parse(text) is null)
                result.AddError("A noted seal is POSITION:HASH, as verify-log prints it.");
        });
        var command = new Command(
            "verify-log",
            "Walks the hash chain over all decisions, changes of accounts and operations. Exits with 1 at the first break."
        )
        {
            noted,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(open(), parsed.GetValue(noted) is { } text ? Seal.Parse(text) : null, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, Seal? noted, CancellationToken cancellationToken)
    {
        var report = await app
            .Services.GetRequiredService<LogVerification>()
            .RunAsync(noted, Console.IsErrorRedirected ? null : ShowProgress, cancellationToken);
        if (!Console.IsErrorRedirected)
            await Console.Error.WriteLineAsync();
        Console.WriteLine(
            report.Unsealed == 0
                ? "No entry waits for its seal."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Unsealed} entries wait for their seals, the oldest since {report.UnsealedSince:u}."
                )
        );
        if (report.Break is { } fault)
        {
            await Console.Error.WriteLineAsync($"The chain is broken. {fault}");
            return 1;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The chain holds: {report.Newest.Position} entries are sealed and unchanged."
            )
        );
        if (report.Newest != Seal.None)
            Console.WriteLine($"The newest seal, to be noted outside of this database: {report.Newest}");
        return 0;
    }

    /// <summary>A bar on standard error, so that standard output stays clean.</summary>
    private static void ShowProgress(long done, long total)
    {
        var part = total == 0 ? 1 : (double)done / total;
        var filled = (int)(part * BarWidth);
        Console.Error.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\r[{new string('#', filled)}{new string('.', BarWidth - filled)}] {part,4:P0}"
            )
        );
    }
}

using System.CommandLine;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>
/// The verb <c>reset-second-factor NAME</c>: for an administrator who has lost the app and the codes and has no colleague to ask.
/// </summary>
internal static class ResetSecondFactor
{
    public static Command For(Func<WebApplication> open)
    {
        var name = new Argument<string>("NAME") { Description = "The name that the person signs in with." };
        var command = new Command(
            "reset-second-factor",
            "Takes a person's second factor and recovery codes away, and ends their sessions."
        )
        {
            name,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(open, parsed.GetRequiredValue(name), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Func<WebApplication> open, string name, CancellationToken cancellationToken)
    {
        await using var app = open();
        await app.MigrateAsync(cancellationToken);
        var people = app.Services.GetRequiredService<PeopleStore>();
        var resets = app.Services.GetRequiredService<ResetStore>();
        if (await people.IdOfAsync(name, cancellationToken) is not { } id)
        {
            await Console.Error.WriteLineAsync($"Nobody is called {name}. Nothing was changed.");
            return 1;
        }

        await resets.ResetSecondFactorAsync(id, Actor.CommandLine, cancellationToken);
        Console.WriteLine($"{name} signs in with the password alone.");
        return 0;
    }
}

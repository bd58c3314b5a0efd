using System.CommandLine;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>
/// The verb <c>reset-password NAME</c>: for an administrator who has lost their password and has no colleague to ask.
/// </summary>
internal static class ResetPassword
{
    public static Command For(Func<WebApplication> open)
    {
        var name = new Argument<string>("NAME") { Description = "The name that the person signs in with." };
        var command = new Command(
            "reset-password",
            "Ends a person's password and sessions, and prints a one-time link for setting a new password."
        )
        {
            name,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(open(), parsed.GetRequiredValue(name), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string name, CancellationToken cancellationToken)
    {
        await app.MigrateAsync(cancellationToken);
        var people = app.Services.GetRequiredService<PeopleStore>();
        var resets = app.Services.GetRequiredService<ResetStore>();
        PeopleResult result = await people.IdOfAsync(name, cancellationToken) is { } id
            ? await resets.ResetPasswordAsync(id, Actor.CommandLine, cancellationToken)
            : new PeopleResult.NotFound();
        if (result is not PeopleResult.Done { Invitation: { } invitation })
        {
            await Console.Error.WriteLineAsync(
                result is PeopleResult.Disabled
                    ? $"{name} is disabled. Nothing was changed."
                    : $"Nobody is called {name}. Nothing was changed."
            );
            return 1;
        }

        Console.WriteLine(
            $"The link for setting a new password, once and until {invitation.Until:u}, on the console's address: "
                + $"{invitation.Link}"
        );
        return 0;
    }
}

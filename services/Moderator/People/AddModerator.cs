using System.CommandLine;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>
/// The verb <c>add-moderator NAME</c>: the first accounts are made on the command line only, never by the first visitor.
/// </summary>
internal static class AddModerator
{
    public static Command For(Func<WebApplication> open)
    {
        var name = new Argument<string>("NAME") { Description = "The name to sign in with." };
        name.Validators.Add(result =>
        {
            if (NewPerson.NameError(result.GetValueOrDefault<string>()) is { } error)
                result.AddError(error.En);
        });
        var role = new Option<Role>("--role") { Description = "moderator, senior, administrator or operator." };
        var sections = new Option<string[]>("--section")
        {
            Description = "Limits the person to this section; may stand several times.",
        };
        var invite = new Option<bool>("--invite")
        {
            Description = "Prints a one-time link for setting the password instead of reading one.",
        };
        var command = new Command(
            "add-moderator",
            "Adds a person. The password is the first line of standard input, at least 12 characters."
        )
        {
            name,
            role,
            sections,
            invite,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var somewhere = PersonChange.Stored(parsed.GetValue(sections));
                return parsed.GetValue(invite)
                    ? InviteAsync(open(), parsed.GetRequiredValue(name), parsed.GetValue(role), somewhere, cancellationToken)
                    : AddAsync(open(), parsed.GetRequiredValue(name), parsed.GetValue(role), somewhere, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> AddAsync(
        WebApplication app,
        string name,
        Role role,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        var password = await Console.In.ReadLineAsync(cancellationToken) ?? "";
        if (Passwords.ErrorOf(password) is { } error)
        {
            await Console.Error.WriteLineAsync($"The password on standard input was refused: {error.En} Nothing was changed.");
            return 1;
        }

        await app.MigrateAsync(cancellationToken);
        var added = await app
            .Services.GetRequiredService<ModeratorStore>()
            .AddAsync(name, password, role, sections, cancellationToken);
        Console.WriteLine(added ? $"{name} was added." : $"{name} is already there; the password was not changed.");
        return 0;
    }

    private static async Task<int> InviteAsync(
        WebApplication app,
        string name,
        Role role,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        await app.MigrateAsync(cancellationToken);
        if (
            await app
                .Services.GetRequiredService<PeopleStore>()
                .AddAsync(name, Actor.CommandLine, role, sections, cancellationToken)
            is not PeopleResult.Done { Invitation: { } invitation }
        )
        {
            await Console.Error.WriteLineAsync($"{name} is already there; reset-password makes a new link. Nothing was changed.");
            return 1;
        }

        Console.WriteLine(
            $"{name} was added. The link for setting the password, once and until {invitation.Until:u}, on the console's "
                + $"address: {invitation.Link}"
        );
        return 0;
    }
}

using System.CommandLine;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.People;

/// <summary>The verb <c>add-moderator NAME</c>: accounts are made on the command line only, never by the first visitor.</summary>
internal static class AddModerator
{
    private const int MinPassword = 12;
    private const int MaxName = 60;

    public static Command For(WebApplication app)
    {
        var name = new Argument<string>("NAME") { Description = "The name to sign in with." };
        name.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl) || Graphemes.Count(text) > MaxName)
                result.AddError($"A name has 1 to {MaxName} characters and no line breaks.");
        });
        var role = new Option<Role>("--role") { Description = "moderator, senior, administrator or operator." };
        var sections = new Option<string[]>("--section") { Description = "Limits the person to this section; may stand several times." };
        var command = new Command("add-moderator", "Adds a person. The password is the first line of standard input, at least 12 characters.") { name, role, sections };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(app, parsed.GetRequiredValue(name), parsed.GetValue(role), parsed.GetValue(sections) is { Length: > 0 } some ? some : null, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string name, Role role, string[]? sections, CancellationToken cancellationToken)
    {
        var password = await Console.In.ReadLineAsync(cancellationToken) ?? "";
        if (Graphemes.Count(password) < MinPassword)
        {
            await Console.Error.WriteLineAsync($"The password on standard input is too short: it needs at least {MinPassword} characters. Nothing was changed.");
            return 1;
        }

        await app.MigrateAsync(cancellationToken);
        var added = await app.Services.GetRequiredService<ModeratorStore>().AddAsync(name, password, role, sections, cancellationToken);
        Console.WriteLine(added ? $"{name} was added." : $"{name} is already there; the password was not changed.");
        return 0;
    }
}

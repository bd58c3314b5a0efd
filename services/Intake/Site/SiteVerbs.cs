using System.CommandLine;
using System.Globalization;
using Moderation.Intake.Authors;

namespace Moderation.Intake.Site;

/// <summary>What operators do with sites from the command line.</summary>
internal static class SiteVerbs
{
    private static readonly Argument<string> Name = new("name") { Description = "1 to 50 of a-z, 0-9 and -" };

    private static readonly Option<string[]> OriginsOf = new("--origin")
    {
        Description = "From where its readers' browsers may send, such as https://www.example.vn; as often as needed",
        DefaultValueFactory = _ => [],
    };

    public static Command Add(Func<Task<SiteStore>> open)
    {
        var command = new Command("add-site", "Registers a news site") { Name, OriginsOf };
        Check(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var name = parsed.GetRequiredValue(Name);
                var change = await (await open()).AddAsync(name, parsed.GetRequiredValue(OriginsOf));
                return Tell(change, name, $"{name} is registered. Make its key: add-key {name}");
            }
        );
        return command;
    }

    public static Command SetOrigins(Func<Task<SiteStore>> open)
    {
        var command = new Command("set-origins", "Replaces the origins of a site; without --origin it has none")
        {
            Name,
            OriginsOf,
        };
        Check(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var name = parsed.GetRequiredValue(Name);
                var change = await (await open()).SetOriginsAsync(name, parsed.GetRequiredValue(OriginsOf));
                return Tell(change, name, $"The origins of {name} are set.");
            }
        );
        return command;
    }

    public static Command AddKey(Func<Task<SiteStore>> open)
    {
        var command = new Command("add-key", "Makes a key for a site's server and prints it, this once") { Name };
        command.SetAction(
            async (parsed, _) =>
            {
                var name = parsed.GetRequiredValue(Name);
                var key = await (await open()).AddKeyAsync(name);
                Console.WriteLine(
                    key switch
                    {
                        NewKey.Made made => $"{made.Text}\nThis is its X-Api-Key, shown once. It ends by revoke-key {made.Id}",
                        NewKey.TwoAlready => $"{name} has two keys. End one of them first: list-sites, revoke-key",
                        _ => $"There is no site {name}.",
                    }
                );
                return key is NewKey.Made ? 0 : 1;
            }
        );
        return command;
    }

    public static Command SetReaderKey(Func<Task<SiteStore>> open)
    {
        var none = new Option<bool>("--none") { Description = "It vouches for nobody any more" };
        var command = new Command(
            "set-reader-key",
            "Reads from standard input the public key (PEM) under which a site vouches for its readers"
        )
        {
            Name,
            none,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(Name);
                var pem = parsed.GetValue(none) ? null : await Console.In.ReadToEndAsync(cancellationToken);
                if (pem is not null && ReaderKey.Parse(pem) is null)
                {
                    Console.WriteLine("This is no public key in PEM, of RSA with 2,048 bits or more or of the curve P-256.");
                    return 1;
                }
                var set = await (await open()).SetReaderKeyAsync(name, pem);
                Console.WriteLine(set ? $"The readers' key of {name} is set." : $"There is no site {name}.");
                return set ? 0 : 1;
            }
        );
        return command;
    }

    public static Command RequireSignatures(Func<Task<SiteStore>> open)
    {
        var off = new Option<bool>("--off") { Description = "Its keys are taken again" };
        var command = new Command("require-signatures", "Takes what a site's server signed, and its keys alone no more")
        {
            Name,
            off,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var (name, signs) = (parsed.GetRequiredValue(Name), !parsed.GetValue(off));
                var set = await (await open()).SetSignsAsync(name, signs);
                Console.WriteLine(
                    !set ? $"There is no site {name}."
                    : signs ? $"{name} signs what it sends."
                    : $"The keys of {name} are taken."
                );
                return set ? 0 : 1;
            }
        );
        return command;
    }

    public static Command ShowSigningSecret(Func<Task<WebApplication>> open)
    {
        var id = new Argument<Guid>("id") { Description = "Of one of the site's keys, as list-sites shows it" };
        var command = new Command("signing-secret", "Prints what a site's server signs with instead of showing that key") { id };
        command.SetAction(
            async (parsed, _) =>
            {
                await using var app = await open();
                var key = parsed.GetRequiredValue(id);
                var (_, known) = await app.Services.GetRequiredService<SiteStore>().ReadAsync();
                var isKnown = known.Any(k => k.Id == key);
                Console.WriteLine(
                    isKnown
                        ? SigningSecret.TextOf(app.Services.GetRequiredService<AuthorKeyDerivation>(), key)
                        : "No key in force has this id."
                );
                return isKnown ? 0 : 1;
            }
        );
        return command;
    }

    public static Command RevokeKey(Func<Task<SiteStore>> open)
    {
        var id = new Argument<Guid>("id") { Description = "As list-sites shows it" };
        var command = new Command("revoke-key", "Ends a key; within a second nobody is believed by it") { id };
        command.SetAction(
            async (parsed, _) =>
            {
                var revoked = await (await open()).RevokeKeyAsync(parsed.GetRequiredValue(id));
                Console.WriteLine(revoked ? "The key is revoked." : "No key in force has this id.");
                return revoked ? 0 : 1;
            }
        );
        return command;
    }

    public static Command List(Func<Task<SiteStore>> open)
    {
        var command = new Command("list-sites", "Lists the sites with their origins and keys");
        command.SetAction(
            async (_, _) =>
            {
                var (sites, keys) = await (await open()).ReadAsync();
                foreach (var site in sites)
                {
                    Console.WriteLine($"{site.Name}  {string.Join(' ', site.Origins)}".TrimEnd());
                    foreach (var key in keys.Where(key => key.Site == site.Name))
                        Console.WriteLine(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"  {key.Id}  made {key.CreatedAt:u}  "
                                    + $"last used {(key.LastUsedAt is { } used ? $"{used:u}" : "never")}"
                            )
                        );
                }
            }
        );
        return command;
    }

    private static int Tell(SiteChange change, string name, string done)
    {
        Console.WriteLine(
            change switch
            {
                SiteChange.Done => done,
                SiteChange.NameTaken => $"There is a site {name} already.",
                SiteChange.OriginTaken taken => $"{taken.Origin} belongs to the site {taken.Site}.",
                _ => $"There is no site {name}.",
            }
        );
        return change is SiteChange.Done ? 0 : 1;
    }

    private static void Check(Command command) =>
        command.Validators.Add(result =>
        {
            if (SiteRules.OfName(result.GetValue(Name)) is { } fault)
                result.AddError(fault.En);
            foreach (var wrong in SiteRules.OfOrigins(result.GetValue(OriginsOf) ?? []))
                result.AddError(wrong.En);
        });
}

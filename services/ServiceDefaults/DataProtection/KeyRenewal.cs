using System.Security.Cryptography;
using System.Xml.Linq;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Seals with the present key what lies open in the database, or under the previous key. What no key opens ends the start:
/// without it every session would end, and all that was protected with it be lost.
/// </summary>
internal sealed class KeyRenewal(NpgsqlDataSource database, IServiceProvider services) : BeforeStart
{
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        const string read = "SELECT name, xml FROM data_protection_keys ORDER BY name FOR UPDATE";
        const string write = "UPDATE data_protection_keys SET xml = @Xml WHERE name = @Name";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(string Name, string Xml)>(read, transaction: transaction)).AsList();
        foreach (var (name, xml) in rows)
            if (Renewed(xml) is var renewed && renewed != xml)
                await connection.ExecuteAsync(write, new { Name = name, Xml = renewed }, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    private string Renewed(string xml)
    {
        var element = XElement.Parse(xml);
        try
        {
            if (services.GetService<KeySeal>() is { } seal)
                seal.Renew(element);
            else if (element.Descendants(KeySeal.Sealed).FirstOrDefault() is { } box)
                new KeyOpener(services).Decrypt(box);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw new StartException(
                "DataProtection:Key does not open the keys of cookies in the database. "
                    + "Set the one that sealed them, or name it in DataProtection:PreviousKey beside the new one.",
                exception
            );
        }
        return element.ToString(SaveOptions.DisableFormatting);
    }
}

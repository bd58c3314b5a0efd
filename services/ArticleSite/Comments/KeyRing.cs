using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Moderation.ArticleSite.Comments;

/// <summary>Keeps the keys that protect cookies in the database, so that they outlive a restart and all copies of the site share them.</summary>
public sealed class KeyRing(NpgsqlDataSource database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        return [.. connection.Query<string>("SELECT key::text FROM data_protection_keys").Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenConnection();
        connection.Execute(
            "INSERT INTO data_protection_keys (name, key) VALUES (@friendlyName, @key::xml)",
            new { friendlyName, key = element.ToString(SaveOptions.DisableFormatting) });
    }
}

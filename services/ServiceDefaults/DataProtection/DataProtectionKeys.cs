using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>
/// The keys of cookies and antiforgery tokens, in the service's database: a restart logs nobody out, and copies of a service
/// share them.
/// </summary>
public static class DataProtectionKeys
{
    /// <summary>After <c>AddDatabase</c>.</summary>
    public static void AddDataProtectionKeys(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new MigrationScripts(typeof(DataProtectionKeys).Assembly, ".DataProtection.Migrations."));
        builder.Services.AddDataProtection().SetApplicationName("moderation-" + ServiceName.Of(builder.Services));
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlRepository = new Repository(provider.GetRequiredService<NpgsqlDataSource>())
            )
        );
    }

    private sealed class Repository(NpgsqlDataSource database) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var connection = database.OpenConnection();
            return
            [
                .. connection
                    .Query<string>("SELECT xml FROM data_protection_keys ORDER BY created_at")
                    .Select(xml => XElement.Parse(xml)),
            ];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var connection = database.OpenConnection();
            connection.Execute(
                "INSERT INTO data_protection_keys (name, xml) VALUES (@friendlyName, @Xml)",
                new { friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) }
            );
        }
    }
}

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
/// share them. There they are sealed with <c>DataProtection:Key</c>: whoever reads the database can make no cookie.
/// </summary>
public static class DataProtectionKeys
{
    /// <summary>After <c>AddDatabase</c>.</summary>
    public static void AddDataProtectionKeys(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new MigrationScripts(typeof(DataProtectionKeys).Assembly, ".DataProtection.Migrations."));
        var options = builder.Configuration.Read<DataProtectionOptions>(builder.Environment, "DataProtection");
        if (!string.IsNullOrEmpty(options.Key))
            builder.Services.AddSingleton(new KeySeal(options.Key, options.PreviousKey));
        builder.Services.AddHostedService<KeyRenewal>();
        builder.Services.AddExamination<KeysExamination>();
        builder.Services.AddDataProtection().SetApplicationName("moderation-" + ServiceName.Of(builder.Services));
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(management =>
            {
                management.XmlRepository = new Repository(provider.GetRequiredService<NpgsqlDataSource>());
                management.XmlEncryptor = provider.GetService<KeySeal>();
            })
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

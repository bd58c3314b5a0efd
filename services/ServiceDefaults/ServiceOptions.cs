using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Sections of the configuration as objects, read once and checked before the service starts: by the annotations of each
/// property, and by the object itself (<see cref="IValidatableObject"/>). What is wrong is named by its key, with what to do.
/// </summary>
public static class ServiceOptions
{
    /// <summary>What each secret of a service is for, by what it is: in Production none serves two purposes.</summary>
    private static readonly ConditionalWeakTable<IConfiguration, ConcurrentDictionary<string, string>> Purposes = [];

    /// <summary>Reads a section and adds it to the services.</summary>
    /// <exception cref="InvalidOperationException">A value is missing or cannot be used.</exception>
    public static TOptions AddOptions<TOptions>(this WebApplicationBuilder builder, string section)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Configuration.Read<TOptions>(builder.Environment, section);
        builder.Services.AddSingleton(options);
        return options;
    }

    /// <param name="configuration">The service's configuration.</param>
    /// <param name="environment">Production refuses more.</param>
    /// <param name="section">Such as <c>Webhooks</c>.</param>
    /// <exception cref="InvalidOperationException">A value is missing or cannot be used.</exception>
    public static TOptions Read<TOptions>(this IConfiguration configuration, IHostEnvironment environment, string section)
        where TOptions : class, new()
    {
        var options = configuration.GetSection(section).Get<TOptions>() ?? new TOptions();
        var faults = FaultsOf(options, environment, section).ToList();
        if (environment.IsProduction())
            faults.AddRange(SharedSecrets(options, section, Purposes.GetOrCreateValue(configuration)));
        return faults.Count == 0 ? options : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>For a check that asks more in Production.</summary>
    public static bool IsProduction(this ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ((IHostEnvironment)context.Items[typeof(IHostEnvironment)]!).IsProduction();
    }

    private static IEnumerable<string> SharedSecrets(object options, string path, ConcurrentDictionary<string, string> purposes)
    {
        foreach (var property in PropertiesOf(options))
        {
            var key = $"{path}:{property.Name}";
            if (property.GetCustomAttribute<SecretAttribute>() is { } secret)
            {
                if (
                    property.GetValue(options) is string { Length: > 0 } value
                    && secret.CoreOf(value) is { } core
                    && purposes.GetOrAdd(core, key) is var first
                    && first != key
                )
                    yield return $"{key} is the same secret as {first}. In Production each purpose needs one of its own.";
            }
            else if (property.IsDefined(typeof(ValidateEnumeratedItemsAttribute)))
            {
                var items = ((IEnumerable)property.GetValue(options)!).Cast<object>();
                foreach (var fault in items.SelectMany((item, i) => SharedSecrets(item, $"{key}:{i}", purposes)))
                    yield return fault;
            }
        }
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(object options) =>
        options
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0);

    private static List<string?> FaultsOf(object options, IHostEnvironment environment, string path)
    {
        var items = new Dictionary<object, object?> { [typeof(IHostEnvironment)] = environment };
        var faults = new List<ValidationResult>();
        var nested = new List<string?>();
        foreach (var property in PropertiesOf(options))
        {
            var key = $"{path}:{property.Name}";
            var value = property.GetValue(options);
            var context = new ValidationContext(options, items) { MemberName = property.Name, DisplayName = key };
            Validator.TryValidateProperty(value, context, faults);
            if (property.IsDefined(typeof(ValidateEnumeratedItemsAttribute)))
                nested.AddRange(
                    ((IEnumerable)value!).Cast<object>().SelectMany((item, i) => FaultsOf(item, environment, $"{key}:{i}"))
                );
        }
        if (options is IValidatableObject whole)
            faults.AddRange(whole.Validate(new ValidationContext(options, items) { DisplayName = path }));
        return [.. faults.Select(fault => fault.ErrorMessage), .. nested];
    }
}

/// <summary>A value that the service cannot do without.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfiguredAttribute : RequiredAttribute
{
    public override string FormatErrorMessage(string name) =>
        $"{name} is not configured. "
        + $"Set it, for example as the environment variable {name.Replace(":", "__", StringComparison.Ordinal)}.";
}

/// <summary>An address that begins with <c>https://</c> or <c>http://</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null or Uri { IsAbsoluteUri: true, Scheme: "http" or "https" };

    public override string FormatErrorMessage(string name) => $"{name} must be an address that begins with https:// or http://.";
}

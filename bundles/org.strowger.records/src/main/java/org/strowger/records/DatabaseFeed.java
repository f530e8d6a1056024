// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Feeds the database while there is one; records wait in the spool while there is none. */
@Component(
        service = {},
        immediate = true)
public final class DatabaseFeed {
    private final RecordsService service;

    @Activate
    public DatabaseFeed(
            @Reference RecordsService service, @Reference(target = "(dataSourceName=strowger)") DataSource source) {
        this.service = service;
        service.database(source);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        service.noDatabase();
    }
}
